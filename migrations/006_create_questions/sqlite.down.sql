DROP TABLE "Question";
