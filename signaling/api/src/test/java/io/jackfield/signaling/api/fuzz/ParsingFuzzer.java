package io.jackfield.signaling.api.fuzz;

import io.jackfield.signaling.api.envelope.EnvelopeException;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageReader;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.frame.FrameException;
import io.jackfield.signaling.api.frame.FrameReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Bytes of a stream to texts, texts to messages. Whatever comes is read or refused with one of two
 * exceptions, the same however the bytes are cut; a request that was understood is understood again
 * after it was written.
 */
public final class ParsingFuzzer {

  private static final int LIMIT = 1_000;

  /** What a stream came to: the texts, and the close code if it cannot be read on. */
  private record Outcome(List<String> texts, OptionalInt code) {}

  private ParsingFuzzer() {}

  /**
   * The entry of the fuzzer.
   *
   * @param input the first byte says how the others are cut into pieces
   */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteBuffer stream = ByteBuffer.wrap(input, 1, input.length - 1).slice();
    Outcome whole = read(stream.duplicate(), stream.remaining());
    Outcome pieces = read(stream.duplicate(), 1 + (input[0] & 0x3F));
    if (!whole.equals(pieces)) {
      throw new AssertionError("cut in another way it reads otherwise: " + whole + " " + pieces);
    }
    whole.texts().forEach(ParsingFuzzer::message);
  }

  private static Outcome read(ByteBuffer stream, int piece) {
    FrameReader reader = new FrameReader(LIMIT);
    List<String> texts = new ArrayList<>();
    try {
      while (stream.hasRemaining()) {
        int count = Math.min(piece, stream.remaining());
        reader.read(stream.slice(stream.position(), count), texts::add);
        stream.position(stream.position() + count);
      }
      return new Outcome(texts, OptionalInt.empty());
    } catch (FrameException e) {
      return new Outcome(texts, OptionalInt.of(e.closeCode()));
    } finally {
      if (texts.stream().anyMatch(text -> text.length() > LIMIT)) {
        throw new AssertionError("a text over the limit");
      }
    }
  }

  private static void message(String text) {
    Message message;
    try {
      message = MessageReader.read(text);
    } catch (EnvelopeException e) {
      return; // refused, as it should be
    }
    if (message instanceof Message.Request request) {
      Tid tid = request.tid();
      String again =
          MessageWriter.request(
              request.eventClass(),
              request.subclass().orElse("core"),
              request.cmd(),
              request.data(),
              tid);
      try {
        Message read = MessageReader.read(again);
        if (!(read instanceof Message.Request same)
            || !same.tid().equals(tid)
            || !same.cmd().equals(request.cmd())
            || !same.data().equals(request.data())) {
          throw new AssertionError("written and read again it is " + read);
        }
      } catch (EnvelopeException e) {
        throw new AssertionError("what was read cannot be read again: " + again, e);
      }
    }
  }
}
