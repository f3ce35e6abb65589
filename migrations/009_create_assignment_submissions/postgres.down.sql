DROP TABLE "AssignmentSubmission";
