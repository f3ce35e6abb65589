-- XPTransaction: the ledger of awards, one per learner and source.
-- The partial unique index makes one award per learner and source; it exists before
-- the back-fill (014), which relies on it. The foreign key is checked at commit, because Lectern
-- derives UserXP from the ledger at the end of the same transaction.
CREATE TABLE "XPTransaction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL REFERENCES "UserXP"("userId") ON DELETE RESTRICT ON UPDATE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    "amount" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "sourceType" TEXT NOT NULL CHECK ("sourceType" <> ''),
    "sourceId" TEXT,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX "XPTransaction_userId_createdAt_idx" ON "XPTransaction"("userId", "createdAt");
CREATE UNIQUE INDEX "XPTransaction_userId_sourceType_sourceId_key"
    ON "XPTransaction"("userId", "sourceType", "sourceId") WHERE "sourceId" IS NOT NULL;
