DROP TABLE "Certificate";
