package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.gateway.text.TextMessages;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.Owners;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Takes MESSAGE requests (RFC 3428), in a dialog or not, and hands them to the gateway. */
final class InboundMessages {

  private static final String ACCEPT = "text/plain";
  private static final String RETRY_AFTER = "1";

  private final LegContext context;
  private final TextMessages messages;

  InboundMessages(LegContext context, TextMessages messages) {
    this.context = context;
    this.messages = messages;
  }

  /** Answers a MESSAGE when the gateway knows what became of it. */
  void accept(InboundRequest request, Origin origin) {
    SIPRequest message = request.request();
    Optional<String> to = receiver(message, origin);
    byte[] body = message.getRawContent();
    if (message.getMaxForwards().getMaxForwards() == 0) {
      request.reply(483);
    } else if (to.isEmpty()) {
      context.misdialled().accept(request.flow());
      request.reply(404);
    } else if (body == null || body.length == 0) {
      request.reply(400, "Empty Message");
    } else if (!readable(message)) {
      SIPResponse unsupported = Headers.tagged(request.response(415));
      Headers.set(unsupported, "Accept", ACCEPT);
      request.send(Headers.set(unsupported, "Accept-Encoding", "identity"));
    } else if (body.length > messages.maxBytes()) {
      request.reply(413);
    } else {
      text(body)
          .ifPresentOrElse(
              text -> send(request, origin, to.get(), text), () -> request.reply(400, "Not UTF-8"));
    }
  }

  /** Within a dialog the Request-URI is only our contact; To has the party at the other end. */
  private Optional<String> receiver(SIPRequest message, Origin origin) {
    if (message.getToTag() == null) {
      return origin.callee(message, context.leadsToUs());
    }
    return message.getTo().getAddress().getURI() instanceof SipUri to
        ? Optional.ofNullable(to.getUser())
        : Optional.empty();
  }

  /** Plain text in UTF-8, of which US-ASCII is a part, and not packed. */
  private static boolean readable(SIPRequest message) {
    ContentType type = message.getContentTypeHeader();
    String charset = type == null ? null : type.getParameter("charset");
    return Headers.isType(message, "text", "plain")
        && (charset == null
            || charset.equalsIgnoreCase("utf-8")
            || charset.equalsIgnoreCase("us-ascii"))
        && Headers.value(message, "Content-Encoding")
            .map(value -> value.toLowerCase(Locale.ROOT).equals("identity"))
            .orElse(true);
  }

  private static Optional<String> text(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private void send(InboundRequest request, Origin origin, String to, String text) {
    PartyInfo from = origin.caller(request.request());
    TextMessage message =
        new TextMessage(from.number().orElse("anonymous"), from.name(), to, text, Optional.empty());
    Owners owners = context.layer().owners();
    messages
        .send(message)
        .whenComplete(
            (receipt, error) ->
                owners.run(request.callId(), () -> answer(request, receipt, error)));
  }

  /** RFC 3428 7: 200 for one that has it, 202 when it is only kept for later. */
  private void answer(InboundRequest request, Receipt receipt, Throwable error) {
    if (error == null) {
      request.reply(receipt.delivered() > 0 ? 200 : 202);
      return;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    Failure why =
        cause instanceof FailureException failed
            ? failed.failure()
            : Failure.of(Reason.INTERNAL_ERROR);
    if (why.is(Reason.UNKNOWN_DESTINATION)) {
      context.misdialled().accept(request.flow());
    }
    SIPResponse refused = Headers.tagged(request.response(why.sipStatus()));
    request.send(
        why.is(Reason.TOO_MANY_MESSAGES)
            ? Headers.set(refused, "Retry-After", RETRY_AFTER)
            : refused);
  }
}
