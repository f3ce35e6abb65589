-- UserXP: total, level and remainder of every learner.
-- UserXP is a projection of the ledger (002): it is only ever recomputed from it.
CREATE TABLE "UserXP" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "totalXP" INTEGER NOT NULL DEFAULT 0,
    "level" INTEGER NOT NULL DEFAULT 1,
    "currentLevelXP" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UserXP_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "UserXP_totalXP_check" CHECK ("totalXP" >= 0),
    CONSTRAINT "UserXP_level_check" CHECK ("level" >= 1),
    CONSTRAINT "UserXP_currentLevelXP_check" CHECK ("currentLevelXP" >= 0)
);

CREATE UNIQUE INDEX "UserXP_userId_key" ON "UserXP"("userId");
