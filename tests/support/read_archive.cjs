// Reads a RAR set with node-unrar-js: read_archive.cjs MODULE test|extract FIRST [INTO].
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const [module_, action, first, into] = process.argv.slice(2)
const { createExtractorFromFile } = require(module_)

async function main() {
  // The library can only extract, so testing extracts to a folder that is thrown away.
  const target = into ?? fs.mkdtempSync(path.join(os.tmpdir(), 'unrar-'))
  try {
    const extractor = await createExtractorFromFile({ filepath: first, targetPath: target })
    const { files } = extractor.extract()
    // The iterator does the work: each step extracts one file or throws.
    for (const file of files) console.log(file.fileHeader.name)
  } finally {
    if (action === 'test') fs.rmSync(target, { recursive: true })
  }
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
