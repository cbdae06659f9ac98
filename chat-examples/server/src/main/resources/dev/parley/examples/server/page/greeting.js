export const greeting = "The page is being made.";
