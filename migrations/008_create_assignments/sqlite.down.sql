DROP TABLE "Assignment";
