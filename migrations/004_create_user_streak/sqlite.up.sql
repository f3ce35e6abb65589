-- UserStreak: days in a row, and freezes.
CREATE TABLE "UserStreak" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "currentStreak" INTEGER NOT NULL DEFAULT 0 CHECK ("currentStreak" >= 0),
    "longestStreak" INTEGER NOT NULL DEFAULT 0 CHECK ("longestStreak" >= 0),
    "lastActivityDate" TEXT,
    "freezesUsed" INTEGER NOT NULL DEFAULT 0 CHECK ("freezesUsed" >= 0),
    "freezesAvailable" INTEGER NOT NULL DEFAULT 3 CHECK ("freezesAvailable" >= 0),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE UNIQUE INDEX "UserStreak_userId_key" ON "UserStreak"("userId");
