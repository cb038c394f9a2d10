// A chapter in the lab: its published version, the reader's own, and running it.
//
// A notebook carries the hash of its cells' sources as they were published. If the sources still
// have that hash, the copy is nobody's work and gives way to a newer version by itself.

export async function hashOf(sources) {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(sources.join("\0")),
  );
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sourcesOf = (model) => Array.from(model.sharedModel.cells, (cell) => cell.getSource());
const aboutOf = (model) => model.getMetadata("course");

/** The panel that shows the notebook, once it is there and filled. */
export async function openedPanel(app) {
  await app.restored;
  while (!app.shell.currentWidget?.sessionContext) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const panel = app.shell.currentWidget;
  await Promise.all([panel.context.ready, panel.sessionContext.ready]);
  return panel;
}

export class Chapter {
  constructor(app, panel, published) {
    this.app = app;
    this.panel = panel;
    this.published = published;
    this.minePath = panel.context.path.replace(/\.ipynb$/, " (my version).ipynb");
  }

  get model() {
    return this.panel.content.model;
  }

  async isEdited() {
    return (await hashOf(sourcesOf(this.model))) !== aboutOf(this.model)?.version;
  }

  /** Whether the course has a newer version than the one that this copy comes from. */
  isOutdated() {
    return aboutOf(this.model)?.version !== this.published.metadata.course.version;
  }

  async takeUpdate() {
    if (this.isOutdated() && !(await this.isEdited())) await this.replace(this.published);
  }

  async replace(content) {
    this.model.fromJSON(content);
    await this.panel.context.save();
  }

  async mine() {
    const { contents } = this.app.serviceManager;
    return contents.get(this.minePath, { content: true }).then(
      (file) => file.content,
      () => null,
    );
  }

  async keepMine() {
    if (!(await this.isEdited())) return;
    const content = this.model.toJSON();
    await this.app.serviceManager.contents.save(this.minePath, {
      type: "notebook",
      format: "json",
      content,
    });
  }

  async showPublished() {
    await this.keepMine();
    await this.replace(this.published);
  }

  async showMine() {
    const mine = await this.mine();
    await this.keepMine();
    await this.replace(mine);
  }

  /** Run all cells; tell how many are done. Returns the number of the cell that failed, or 0. */
  async run(tell) {
    const notebook = this.panel.content;
    const cells = notebook.widgets.filter((cell) => cell.model.type === "code");
    const isRunning = (cell) => !cell.isDisposed && cell.model.executionState === "running";
    const waiting = () => cells.filter(isRunning).length;
    const timer = setInterval(() => tell(cells.length - waiting(), cells.length), 200);
    const { activeCellIndex } = notebook;
    // Running all cells would take the reader to the last one: let them stay where they are.
    notebook.scrollToItem = () => Promise.resolve();
    try {
      const done = this.app.commands.execute("notebook:run-all-cells");
      notebook.activeCellIndex = activeCellIndex;
      await done;
    } finally {
      delete notebook.scrollToItem;
      clearInterval(timer);
    }
    // The reader may have gone to the other version meanwhile: its cells are others.
    const outputs = (cell) => (cell.isDisposed ? [] : cell.model.outputs.toJSON());
    const failed = (cell) => outputs(cell).some((output) => output.output_type === "error");
    return cells.findIndex(failed) + 1;
  }
}
