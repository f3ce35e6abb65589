DROP TABLE "UserStreak";
