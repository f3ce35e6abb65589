-- XPTransaction: the ledger of awards, one per learner and source.
-- The partial unique index makes one award per learner and source; it exists before
-- the back-fill (014), which relies on it.
CREATE TABLE "XPTransaction" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "sourceType" TEXT NOT NULL,
    "sourceId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "XPTransaction_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "XPTransaction_sourceType_check" CHECK ("sourceType" <> ''),
    CONSTRAINT "XPTransaction_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "UserXP"("userId") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE INDEX "XPTransaction_userId_createdAt_idx" ON "XPTransaction"("userId", "createdAt");
CREATE UNIQUE INDEX "XPTransaction_userId_sourceType_sourceId_key"
    ON "XPTransaction"("userId", "sourceType", "sourceId") WHERE "sourceId" IS NOT NULL;
