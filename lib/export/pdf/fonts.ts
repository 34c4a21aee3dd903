// The fonts of every PDF: open ones, from the installed packages, as TTF. Typst cannot read WOFF2, and leaves
// the text out without a word; so each file is looked for before, and a missing one is a refusal.

import { existsSync } from "node:fs"
import { join } from "node:path"

/** Serif for what is written, sans for everything around it; two weights and no invented ones. */
const files = [
  "source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
  "source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
  "source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
  "source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf",
  "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  "noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf",
  "source-sans-3/400Regular/SourceSans3_400Regular.ttf",
  "source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
  "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf",
]

/** Absolute paths of the font files below `root`, the folder with node_modules. Throws with the path of a missing one. */
export function fontFiles(root: string): string[] {
  return files.map((file) => {
    const path = join(root, "node_modules", "@expo-google-fonts", file)
    if (!existsSync(path)) throw new Error(`font missing: ${path}`)
    return path
  })
}
