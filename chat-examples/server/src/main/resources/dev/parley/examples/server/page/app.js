import { greeting } from "./greeting.js";

const paragraph = document.createElement("p");
paragraph.textContent = greeting;
document.getElementById("app").append(paragraph);
