/** Something about the start is not as it must be; `message` says what to do. */
export class CannotStart extends Error {
  override name = "CannotStart"
}

/** What the system says of a folder that cannot be used, and what it means. */
const meanings: Record<string, string> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is on a read-only disk",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file",
  ENOENT: "it cannot be made there",
  ENOSPC: "there is no space left on its disk",
}

/** Runs what needs the data folder; if that cannot be written, says so by the name of the variable. */
export async function inDataFolder<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const { code = "", path, syscall } = error as NodeJS.ErrnoException
    const meaning = syscall?.startsWith("spawn") ? undefined : meanings[code]
    if (!meaning) throw error
    throw new CannotStart(
      `CHANCERY_DATA_DIR: the data folder ${folder} cannot be used: ${meaning} (${code}${path ? ` ${path}` : ""}). ` +
        "Mend that, or choose another folder: CHANCERY_DATA_DIR=/another/folder npm start",
      { cause: error },
    )
  }
}
