-- The baseline is never reverted: these tables belong to the LMS and hold its data.
SELECT 1;
