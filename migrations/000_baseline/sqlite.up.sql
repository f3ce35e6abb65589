-- The eight tables of the LMS: made on an empty database, verified on an existing one.
-- Runs only when none of them exists; a database that has them is checked by verify and recorded.
CREATE TABLE "Category" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "Category_name_key" ON "Category"("name");

CREATE TABLE "Course" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "createdById" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "imageUrl" TEXT,
    "price" REAL,
    "isPublished" INTEGER NOT NULL DEFAULT 0 CHECK ("isPublished" IN (0, 1)),
    "isFree" INTEGER NOT NULL DEFAULT 0 CHECK ("isFree" IN (0, 1)),
    "categoryId" TEXT REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL
) STRICT;

CREATE INDEX "Course_categoryId_idx" ON "Course"("categoryId");

CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "courseId" TEXT NOT NULL REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL
) STRICT;

CREATE INDEX "Attachment_courseId_idx" ON "Attachment"("courseId");

CREATE TABLE "Chapter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "videoUrl" TEXT,
    "position" INTEGER NOT NULL,
    "isPublished" INTEGER NOT NULL DEFAULT 0 CHECK ("isPublished" IN (0, 1)),
    "isFree" INTEGER NOT NULL DEFAULT 0 CHECK ("isFree" IN (0, 1)),
    "courseId" TEXT NOT NULL REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL
) STRICT;

CREATE INDEX "Chapter_courseId_idx" ON "Chapter"("courseId");

CREATE TABLE "MuxData" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "assetId" TEXT NOT NULL,
    "playbackId" TEXT,
    "chapterId" TEXT NOT NULL REFERENCES "Chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;

CREATE UNIQUE INDEX "MuxData_chapterId_key" ON "MuxData"("chapterId");

CREATE TABLE "UserProgress" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "chapterId" TEXT NOT NULL REFERENCES "Chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "isCompleted" INTEGER NOT NULL DEFAULT 0 CHECK ("isCompleted" IN (0, 1)),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "UserProgress_userId_chapterId_key" ON "UserProgress"("userId", "chapterId");
CREATE INDEX "UserProgress_chapterId_idx" ON "UserProgress"("chapterId");

CREATE TABLE "Purchase" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "Purchase_userId_courseId_key" ON "Purchase"("userId", "courseId");
CREATE INDEX "Purchase_courseId_idx" ON "Purchase"("courseId");

CREATE TABLE "StripeCustomer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userid" TEXT NOT NULL,
    "stripeCustomerId" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "StripeCustomer_userid_key" ON "StripeCustomer"("userid");
CREATE UNIQUE INDEX "StripeCustomer_stripeCustomerId_key" ON "StripeCustomer"("stripeCustomerId");
