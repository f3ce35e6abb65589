DROP TABLE "lectern_certificate_detail";
DROP TABLE "lectern_certificate_template";
