-- Achievement and UserAchievement: what can be unlocked, and by whom it was.
CREATE TABLE "Achievement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "icon" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "condition" TEXT NOT NULL CHECK (json_valid("condition")),
    "xpReward" INTEGER NOT NULL DEFAULT 0 CHECK ("xpReward" >= 0),
    "isActive" INTEGER NOT NULL DEFAULT 1 CHECK ("isActive" IN (0, 1)),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE TABLE "UserAchievement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "achievementId" TEXT NOT NULL
        REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    "unlockedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE UNIQUE INDEX "UserAchievement_userId_achievementId_key"
    ON "UserAchievement"("userId", "achievementId");
CREATE INDEX "UserAchievement_achievementId_idx" ON "UserAchievement"("achievementId");
