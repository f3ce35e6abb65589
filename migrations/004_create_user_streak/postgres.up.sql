-- UserStreak: days in a row, and freezes.
CREATE TABLE "UserStreak" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "currentStreak" INTEGER NOT NULL DEFAULT 0,
    "longestStreak" INTEGER NOT NULL DEFAULT 0,
    "lastActivityDate" TIMESTAMP(3),
    "freezesUsed" INTEGER NOT NULL DEFAULT 0,
    "freezesAvailable" INTEGER NOT NULL DEFAULT 3,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UserStreak_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "UserStreak_currentStreak_check" CHECK ("currentStreak" >= 0),
    CONSTRAINT "UserStreak_longestStreak_check" CHECK ("longestStreak" >= 0),
    CONSTRAINT "UserStreak_freezesUsed_check" CHECK ("freezesUsed" >= 0),
    CONSTRAINT "UserStreak_freezesAvailable_check" CHECK ("freezesAvailable" >= 0)
);

CREATE UNIQUE INDEX "UserStreak_userId_key" ON "UserStreak"("userId");
