// ipywidgets cleans labels that are HTML with a library of 80 kB. The course's labels are plain text.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export default (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
