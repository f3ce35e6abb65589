DROP TABLE "lectern_person";
