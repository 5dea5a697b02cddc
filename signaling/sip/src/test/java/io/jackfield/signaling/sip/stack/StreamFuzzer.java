package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.MessageReader;
import io.jackfield.signaling.sip.message.RawMessage;
import io.jackfield.signaling.sip.message.RawResponse;
import io.jackfield.signaling.sip.message.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a stream to messages, messages to what the gateway understands. Whatever comes is read
 * or refused with the declared exception, the same however the bytes are cut; what was read can be
 * answered, and the answer read again.
 */
public final class StreamFuzzer {

  private static final int LIMIT = 4_096;
  private static final MessageReader READER = new MessageReader(128, 20);

  private StreamFuzzer() {}

  /** What a stream came to. */
  private record Outcome(List<String> messages, int pings, String broken) {}

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
    Outcome whole = frame(stream.duplicate(), Math.max(1, stream.remaining()));
    Outcome pieces = frame(stream.duplicate(), 1 + (input[0] & 0x3F));
    if (!whole.equals(pieces)) {
      throw new AssertionError("cut in another way it reads otherwise: " + whole + " " + pieces);
    }
    for (String message : whole.messages()) {
      message(message.getBytes(StandardCharsets.ISO_8859_1), false);
    }
    // The same bytes as a datagram.
    byte[] datagram = new byte[input.length - 1];
    stream.get(datagram);
    message(datagram, true);
  }

  private static Outcome frame(ByteBuffer stream, int piece) {
    StreamFramer framer = new StreamFramer(LIMIT);
    List<String> messages = new ArrayList<>();
    int[] pings = {0};
    String[] broken = {""};
    StreamFramer.Sink sink =
        new StreamFramer.Sink() {
          @Override
          public void message(byte[] bytes) {
            if (bytes.length > LIMIT) {
              throw new AssertionError("a message over the limit");
            }
            messages.add(new String(bytes, StandardCharsets.ISO_8859_1));
          }

          @Override
          public void ping() {
            pings[0]++;
          }

          @Override
          public void broken(byte[] head, String reason) {
            broken[0] = reason;
          }
        };
    while (stream.hasRemaining()) {
      int count = Math.min(piece, stream.remaining());
      framer.feed(stream.slice(stream.position(), count), sink);
      stream.position(stream.position() + count);
    }
    return new Outcome(messages, pings[0], broken[0]);
  }

  private static void message(byte[] bytes, boolean datagram) {
    RawMessage raw = RawMessage.cut(bytes, 128);
    SIPMessage message;
    try {
      message = READER.read(raw, datagram);
    } catch (RefusedException e) {
      RawResponse.to(raw, e.refusal(), "192.0.2.1", 5060, "t").ifPresent(StreamFuzzer::wellFormed);
      return;
    }
    message.clone();
    if (message instanceof SIPRequest request) {
      SIPResponse answer = Headers.tagged(Headers.allow(SentResponse.to(request, 200, "OK")));
      byte[] text = answer.encodeAsBytes("UDP");
      wellFormed(text);
      try {
        SIPMessage again = READER.read(RawMessage.cut(text, 128), true);
        if (!again.getCallId().getCallId().equals(message.getCallId().getCallId())
            || again.getCSeq().getSeqNumber() != message.getCSeq().getSeqNumber()) {
          throw new AssertionError("answers something else: " + again);
        }
      } catch (RefusedException e) {
        throw new AssertionError(
            e.refusal().reason() + ": " + new String(text, StandardCharsets.UTF_8), e);
      }
    }
  }

  /** No byte of the sender may end a line of ours or begin one (RFC 3261 7.3.1). */
  private static void wellFormed(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    String head = text.substring(0, text.indexOf("\r\n\r\n"));
    for (String line : head.split("\r\n", -1)) {
      if (line.isEmpty() || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
        throw new AssertionError("a line was broken: " + text);
      }
    }
  }
}
