import { svgElement } from "../../ui/svg-element.ts";

/** The product's mark, of icons/mark.svg: one face, half still and half smiling. */
export function drawMark(): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "0 0 128 128", "aria-hidden": "true" });
  svg.append(
    svgElement("path", { fill: "#1f756b", d: "M64 1a63 63 0 0 0 0 126z" }),
    svgElement("path", { fill: "#f0ab2e", d: "M64 1a63 63 0 0 1 0 126z" }),
    svgElement("rect", { x: 32, y: 32, width: 16, height: 28, rx: 8, fill: "#fff" }),
    svgElement("rect", { x: 80, y: 32, width: 16, height: 28, rx: 8, fill: "#0c2f2b" }),
    svgElement("path", { fill: "#fff", d: "M64 80H36a8 8 0 0 0 0 16h28z" }),
    svgElement("path", { fill: "#0c2f2b", d: "M64 80c14 0 22-3 26-11a8 8 0 0 1 14.5 7C98 90 84 96 64 96z" }),
  );
  return svg;
}
