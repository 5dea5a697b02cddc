package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import javax.sip.header.Header;

/**
 * A response of ours. Differs from the stack's in two ways that cost much CPU there: headers that
 * are the request's own are shared with it, not copied, and the bytes are made once, though the
 * stack asks for them when it sends and again to remember them.
 */
final class SentResponse extends SIPResponse {

  private static final long serialVersionUID = 1L;
  private static final String[] COPIED = {
    "Via", "From", "Call-ID", "CSeq", "Record-Route", "Timestamp"
  };

  private transient byte[] encoded;
  private transient OldBranch oldBranch;

  /** Starts a response to a request (RFC 3261 8.2.6.2). */
  static SentResponse to(SIPRequest request, int status, String reason) {
    SentResponse response = new SentResponse();
    try {
      response.setStatusCode(status);
    } catch (ParseException e) {
      throw new IllegalArgumentException("no such status: " + status, e);
    }
    response.setReasonPhrase(reason);
    for (String name : COPIED) {
      SIPHeader header = header(request, name);
      if (header != null) {
        response.setHeader((Header) header);
      }
    }
    if (request.getApplicationData() instanceof OldBranch old) {
      response.oldBranch = old;
    }
    // The one header that may change: it gets our tag.
    response.setTo((To) ((To) request.getTo()).clone());
    return response;
  }

  private static SIPHeader header(SIPMessage request, String name) {
    return switch (name) {
      case "Via" -> request.getViaHeaders();
      case "Record-Route" -> request.getRecordRouteHeaders();
      default -> (SIPHeader) request.getHeader(name);
    };
  }

  /** In the words of the request's own Via, whatever transport the stack names. */
  @Override
  public byte[] encodeAsBytes(String transport) {
    if (encoded == null) {
      byte[] bytes = super.encodeAsBytes(getTopmostVia().getTransport());
      encoded = oldBranch == null ? bytes : oldBranch.restore(bytes);
    }
    return encoded;
  }
}
