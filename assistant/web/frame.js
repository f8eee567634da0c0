// Puts the page's language in the place of what Streamlit says on its own, as it appears; and says which language it is.
(() => {
  const words = WORDS;
  document.documentElement.lang = words.lang;
  window.reportWords = words;
  // the colour of the text, for what Streamlit draws too pale on the theme in use
  const colour = () => {
    const app = document.querySelector(".stApp");
    if (app) document.documentElement.style.setProperty("--ra-text", getComputedStyle(app).color);
  };
  for (const wait of [0, 300, 1500]) setTimeout(colour, wait);
  if (window.reportWordsAgain) { window.reportWordsAgain(); return; }
  // a number clicked before its pane is there waits for it (source_pane.js)
  document.addEventListener("click", (event) => {
    const pointer = event.target.closest && event.target.closest("a[data-source]");
    if (!pointer || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.reportWanted = pointer.dataset.source;
  }, true);
  const before = new Map();  // what is shown in the other language → what stood there
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(colour, 300));
  const patterns = Object.entries(words.patterns).map(([from, to]) => [new RegExp(from), to]);
  const said = (text) => {
    const plain = text.trim();
    if (window.reportWords.lang !== "zh-CN") return before.get(plain) || text;
    if (!/[A-Za-z]{2}/.test(plain)) return text;
    const found = patterns.find(([from]) => from.test(plain));
    const now = words.exact[plain] || (found && plain.replace(...found));
    if (!now) return text;
    before.set(now, plain);
    return now;
  };
  // words of reports and questions are nobody's to change
  const own = ".stMarkdown, [data-testid=stChatMessage] [data-testid=stText], .stHtml, pre.ra, [data-testid=stSidebarNavLink]";
  const change = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const holder = node.parentElement;
      if (!holder || holder.closest("script, style, textarea, " + own)) return;
      const now = said(node.nodeValue);
      if (now !== node.nodeValue) node.nodeValue = now;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const value = node.getAttribute(name);
      if (value) { const now = said(value); if (now !== value) node.setAttribute(name, now); }
    }
    for (const child of node.childNodes) change(child);
  };
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "childList") record.addedNodes.forEach(change);
      else change(record.target);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
  });
  window.reportWordsAgain = () => change(document.body);
  change(document.body);
})();
