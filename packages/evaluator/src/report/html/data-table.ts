import { html } from './markup.js';
import type { Markup, Part } from './markup.js';

/** A column: its heading, and whether it holds numbers. */
export type Column = readonly [heading: string, numeric?: 'numeric'];

export interface Table {
  /** Says what the table is of, also to whoever only hears it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of each row names it. */
  readonly rows: readonly (readonly Part[])[];
}

/** A table that is closed at first and opens by mouse or keyboard. */
export function foldedTable(table: Table): Markup {
  return html`<details>
    <summary>${table.caption}</summary>
    ${scrolledTable(table)}
  </details> `;
}

/** A table that scrolls by itself where the screen is narrow, also by the arrow keys. */
function scrolledTable(table: Table): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${table.caption}">
    ${plainTable(table)}
  </div>`;
}

function plainTable({ caption, columns, rows }: Table): Markup {
  const heads = columns.map(
    ([heading, numeric]) =>
      html`<th scope="col" ${numeric === undefined ? null : html` class="num"`}>${heading}</th>`,
  );
  const lines = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, index) => tableCell(cell, columns[index], index))}
      </tr> `,
  );
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

function tableCell(cell: Part, column: Column | undefined, index: number): Markup {
  const numeric = column?.[1] === undefined ? null : html` class="num"`;
  return index === 0 ? html`<th scope="row" ${numeric}>${cell}</th>` : html`<td${numeric}>${cell}</td>`;
}
