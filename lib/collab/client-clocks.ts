import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { Column } from "./column.ts"

/** Clocks 0..end of one client are known; run i covers start[i] to start[i + 1]. */
export class ClientClocks {
  end = 0
  start = new Column()
  place = new Column()
  typeClock = new Column()
  typeContainer = new Column()
  format = new Column()

  get bytes(): number {
    return 200 + this.#columns.reduce((sum, column) => sum + column.bytes, 0)
  }

  write(encoder: encoding.Encoder) {
    encoding.writeVarUint(encoder, this.end)
    for (const column of this.#columns) column.write(encoder)
  }

  static read(decoder: decoding.Decoder): ClientClocks {
    const clocks = new ClientClocks()
    clocks.end = decoding.readVarUint(decoder)
    clocks.start = Column.read(decoder)
    clocks.place = Column.read(decoder)
    clocks.typeClock = Column.read(decoder)
    clocks.typeContainer = Column.read(decoder)
    clocks.format = Column.read(decoder)
    return clocks
  }

  get #columns(): Column[] {
    return [this.start, this.place, this.typeClock, this.typeContainer, this.format]
  }
}
