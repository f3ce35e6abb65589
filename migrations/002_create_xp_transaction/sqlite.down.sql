DROP TABLE "XPTransaction";
