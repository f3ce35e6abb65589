-- UserXP: total, level and remainder of every learner.
-- UserXP is a projection of the ledger (002): it is only ever recomputed from it.
CREATE TABLE "UserXP" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "totalXP" INTEGER NOT NULL DEFAULT 0 CHECK ("totalXP" >= 0),
    "level" INTEGER NOT NULL DEFAULT 1 CHECK ("level" >= 1),
    "currentLevelXP" INTEGER NOT NULL DEFAULT 0 CHECK ("currentLevelXP" >= 0),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE UNIQUE INDEX "UserXP_userId_key" ON "UserXP"("userId");
