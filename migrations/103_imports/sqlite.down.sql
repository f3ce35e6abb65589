DROP TABLE "lectern_question_source";
DROP TABLE "lectern_import";
