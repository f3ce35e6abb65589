DROP TABLE "lectern_setting";
