DROP TABLE "UserAchievement";
DROP TABLE "Achievement";
