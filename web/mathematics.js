// KaTeX as the book uses it. It reads a JSON list of [formula, display] and prints a JSON list of
// {html} or {error}. Symbols of a quantity carry `data-quantity`, from which the stylesheet colours
// them. KaTeX's macros do that, so that words in \text and names of environments stay as they are.

const katex = require("katex");

const TOKEN_OF = (context) => context.future().constructor;

// `{\htmlData{quantity=…}{tokens}}`; the marked tokens themselves are not expanded again.
function mark(context, quantity, tokens) {
  const Token = TOKEN_OF(context);
  const plain = (text) => [...text].map((character) => new Token(character));
  const all = [new Token("{"), new Token("\\htmlData"), ...plain(`{quantity=${quantity}}{`)];
  return { tokens: [...all, ...tokens, ...plain("}}")].reverse(), numArgs: 0 };
}

function literal(context, ...names) {
  const Token = TOKEN_OF(context);
  return names.map((name) => Object.assign(new Token(name), { noexpand: true }));
}

// The subscript that follows, if one does: an index is part of its letter, a power is not.
function takeIndex(context) {
  if (context.future().text !== "_") return [];
  const Token = TOKEN_OF(context);
  const underscore = context.popToken();
  const index = context.consumeArg().tokens.reverse();
  return [underscore, new Token("{"), ...index, new Token("}")];
}

function takeAfterSpaces(context, name) {
  context.consumeSpaces();
  return context.future().text === name ? context.popToken() : null;
}

// A letter of the notation. Inside a word (\operatorname{Lip}) it is no symbol.
const letter = (name, quantity) => (context) => {
  const inWord = name.length === 1 && /^[A-Za-z]$/.test(context.future().text);
  if (context.mode === "text" || inWord) return { tokens: literal(context, name), numArgs: 0 };
  return mark(context, quantity, [...literal(context, name), ...takeIndex(context)]);
};

// An operator that makes another quantity of the letter after it: ∇L, Δθ.
const pair = (operator, name, quantity) => (context) =>
  takeAfterSpaces(context, name)
    ? mark(context, quantity, [...literal(context, operator, name), ...takeIndex(context)])
    : { tokens: literal(context, operator), numArgs: 0 };

const macros = {
  "\\theta": letter("\\theta", "path"),
  "\\alpha": letter("\\alpha", "step"),
  U: letter("U", "direction"),
  L: letter("L", "cost"),
  "\\nabla": pair("\\nabla", "L", "gradient"),
  "\\Delta": pair("\\Delta", "\\theta", "step"),
};

// Rows that hold fractions, as SymPy prints them, need air between them.
const airy = (formula) =>
  formula.includes("\\frac") ? formula.replace(/\\\\(?!\s*\[)/g, "\\\\[0.4em]") : formula;

function render(formula, displayMode) {
  const options = {
    displayMode,
    macros: { ...macros },
    throwOnError: true,
    // Every departure from LaTeX is an error, but for the attribute that `mark` writes.
    strict: (code) => (code === "htmlExtension" ? "ignore" : "error"),
    trust: ({ command }) => command === "\\htmlData",
  };
  try {
    return { html: katex.renderToString(airy(formula), options) };
  } catch (error) {
    return { error: error.message };
  }
}

const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(formulas.map(([formula, display]) => render(formula, display))));
