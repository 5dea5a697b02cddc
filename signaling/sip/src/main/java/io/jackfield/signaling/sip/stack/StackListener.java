package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the stack calls; hands on to the transaction user. On the owner loop of the Call-ID. */
final class StackListener implements SipListener {

  private static final Logger LOG = LoggerFactory.getLogger(StackListener.class);

  private final TransactionUser user;
  private final SipCounters counters;

  StackListener(TransactionUser user, SipCounters counters) {
    this.user = user;
    this.counters = counters;
  }

  @Override
  public void processRequest(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    Channel channel = (Channel) request.getMessageChannel();
    ServerTransaction transaction = event.getServerTransaction();
    try {
      if (transaction == null) {
        transaction = ((SipProvider) event.getSource()).getNewServerTransaction(request);
      }
      request(new InboundRequest(request, channel.flow(), (SIPServerTransaction) transaction));
    } catch (TransactionAlreadyExistsException | TransactionUnavailableException e) {
      LOG.debug("No transaction for {}: {}", request.getFirstLine(), e.getMessage());
    }
  }

  /** The stack would swallow a failure, and wait for an answer for ever. */
  private void request(InboundRequest request) {
    try {
      user.request(request);
    } catch (RuntimeException e) {
      failed(request.flow(), e);
      if (!request.reply(500)) {
        request.drop();
      }
    }
  }

  private void failed(Flow flow, RuntimeException e) {
    LOG.warn("A message from {} could not be handled", flow.id(), e);
    counters.faults.increment();
  }

  @Override
  public void processResponse(ResponseEvent event) {
    SIPResponse response = (SIPResponse) event.getResponse();
    ClientTransaction transaction = event.getClientTransaction();
    if (transaction != null && transaction.getApplicationData() instanceof ClientHandling client) {
      try {
        client.response(response);
      } catch (RuntimeException e) {
        failed(client.flow(), e);
      }
    }
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!event.isServerTransaction()) {
      failed(event.getClientTransaction());
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    if (event.getSource() instanceof ClientTransaction client) {
      failed(client);
    }
  }

  private void failed(ClientTransaction transaction) {
    if (transaction.getApplicationData() instanceof ClientHandling client) {
      try {
        client.failed();
      } catch (RuntimeException e) {
        failed(client.flow(), e);
      }
    }
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    // Legs know when they are over; the stack's bookkeeping is its own.
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    // The stack has no dialogs.
  }
}
