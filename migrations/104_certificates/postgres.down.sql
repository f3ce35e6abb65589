DROP TABLE lectern.certificate_detail;
DROP TABLE lectern.certificate_template;
