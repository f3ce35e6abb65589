DROP TABLE "lectern_operation";
DROP TABLE "lectern_action";
