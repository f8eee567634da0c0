// A chart with the buttons that take it along as SVG or as PNG; both are made here, with the fonts of this computer.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ra-chart-root");
  if (root.shown !== data.svg) {
    root.shown = data.svg;
    root.innerHTML = data.svg + `<div class="ra-source-bar"><button type="button" data-kind="png">${data.png}</button><button type="button" data-kind="svg">${data.svg_words}</button></div>`;
  }
  const plain = () => {
    const copy = root.querySelector("svg").cloneNode(true);
    const [, , width, height] = copy.getAttribute("viewBox").split(" ");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.setAttribute("color", "#222");
    for (const link of copy.querySelectorAll("a")) link.setAttribute("href", new URL(link.getAttribute("href"), location.href).href);
    copy.insertAdjacentHTML("afterbegin", "<style>.ra-bar{fill:#1f5fa8}.ra-line{fill:none;stroke:#1f5fa8;stroke-width:2}.ra-grid{stroke:#ccc}a{text-decoration:none;fill:inherit}</style><rect width='100%' height='100%' fill='#fff'/>");
    return [new XMLSerializer().serializeToString(copy), Number(width), Number(height)];
  };
  const save = (blob, kind) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${data.name}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  root.onclick = (event) => {
    const kind = event.target.closest("button")?.dataset.kind;
    if (!kind) return;
    const [svg, width, height] = plain();
    const drawn = new Blob([svg], { type: "image/svg+xml;charset=utf-8" });
    if (kind === "svg") { save(drawn, "svg"); return; }
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * 2;
      canvas.height = height * 2;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, "png"), "image/png");
    };
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  };
}
