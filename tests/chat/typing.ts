import { Keyboard } from "../../src/chat/keyboard.ts";

/** A keyboard on which a test types, and what the terminal was told. */
export function typing() {
  const stream = new TransformStream<Uint8Array, Uint8Array>();
  const [reader, writer] = [stream.readable.getReader(), stream.writable.getWriter()];
  let raw = false;
  let told = "";
  const keyboard = new Keyboard(
    {
      async read(buffer) {
        const { value } = await reader.read();
        if (value === undefined) return null;
        buffer.set(value);
        return value.length;
      },
      setRaw: (on) => void (raw = on),
    },
    (text) => void (told += text),
    () => {},
  );
  keyboard.open();
  const type = (text: string) => writer.write(new TextEncoder().encode(text));
  return { keyboard, type, isRaw: () => raw, told: () => told, end: () => writer.close() };
}
