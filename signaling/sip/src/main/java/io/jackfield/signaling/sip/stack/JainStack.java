package io.jackfield.signaling.sip.stack;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipListener;
import javax.sip.TransportNotSupportedException;

/**
 * The JAIN-SIP stack, used for its transactions, parser and headers. Its sockets, threads, dialogs
 * and name look-ups are not: sockets come from {@link Processor}, timers from {@link LoopTimer},
 * dialogs are the legs' own.
 */
final class JainStack extends SipStackImpl {

  private final Owners owners;
  private final SipCounters counters;
  private final Sources sources = new Sources();
  private UdpSender pendingSender;

  /** Gives a flow to a numeric address, for the stack's own UDP responses. */
  interface UdpSender {
    Flow to(InetSocketAddress remote) throws IOException;
  }

  private JainStack(Properties properties, Owners owners, SipCounters counters)
      throws PeerUnavailableException {
    super(properties);
    this.owners = owners;
    this.counters = counters;
  }

  static JainStack create(Owners owners, SipCounters counters) {
    // Static in JAIN-SIP: without it the first log call loads log4j, which we do not ship.
    CommonLogger.useLegacyLogger = true;
    CommonLogger.legacyLogger = new StackLog();
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "jackfield");
    properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
    properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", MessageTrace.class.getName());
    properties.setProperty(
        "gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", ProcessorFactory.class.getName());
    properties.setProperty("gov.nist.javax.sip.TIMER_CLASS_NAME", LoopTimer.class.getName());
    properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
    // "Normal" encodes every request when its transaction ends and parses it again twice.
    properties.setProperty("gov.nist.javax.sip.RELEASE_REFERENCES_STRATEGY", "Aggressive");
    properties.setProperty("gov.nist.javax.sip.LINGER_TIMER", "1");
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    properties.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
    properties.setProperty("gov.nist.javax.sip.THREAD_AUDIT_INTERVAL_IN_MILLISECS", "0");
    // A full table would make the stack block or drop at random; limits are the border's business.
    properties.setProperty("gov.nist.javax.sip.UNLIMITED_SERVER_TRANSACTION_TABLE_SIZE", "true");
    properties.setProperty("gov.nist.javax.sip.UNLIMITED_CLIENT_TRANSACTION_TABLE_SIZE", "true");
    try {
      return new JainStack(properties, owners, counters);
    } catch (PeerUnavailableException e) {
      throw new IllegalStateException("The SIP stack could not be made", e);
    }
  }

  @Override
  public SIPClientTransaction createClientTransaction(SIPRequest request, MessageChannel channel) {
    SIPClientTransaction transaction = new ClientTransaction(this, channel);
    transaction.setOriginalRequest(request);
    return transaction;
  }

  @Override
  public SIPServerTransaction createServerTransaction(MessageChannel channel) {
    return new ServerTransaction(this, (Channel) channel);
  }

  @Override
  public void addTransaction(SIPServerTransaction transaction) throws IOException {
    super.addTransaction(transaction);
    if (transaction instanceof ServerTransaction ours) {
      ours.begins(sources);
    }
  }

  @Override
  public void mapTransaction(SIPServerTransaction transaction) {
    super.mapTransaction(transaction);
    if (transaction instanceof ServerTransaction ours) {
      ours.begins(sources);
    }
  }

  @Override
  public void removeTransaction(SIPTransaction transaction) {
    super.removeTransaction(transaction);
    if (transaction instanceof ServerTransaction ours) {
      ours.ends(sources);
    }
  }

  Sources sources() {
    return sources;
  }

  Owners owners() {
    return owners;
  }

  SipCounters counters() {
    return counters;
  }

  LoopTimer loopTimer() {
    return (LoopTimer) getTimer();
  }

  /** The sender of the listening point being made; see {@link ProcessorFactory}. */
  UdpSender pendingSender() {
    return pendingSender;
  }

  /** Makes the stack's side of a socket that is already bound. */
  synchronized Processor listen(
      InetSocketAddress bound, ListeningAddress address, UdpSender sender, SipListener listener) {
    pendingSender = sender;
    try {
      ListeningPointImpl point =
          (ListeningPointImpl)
              createListeningPoint(
                  bound.getAddress().getHostAddress(), bound.getPort(), address.kind().name());
      SipProviderImpl provider = point.getProvider();
      if (provider == null) {
        provider = (SipProviderImpl) createSipProvider(point);
        provider.addSipListener(listener);
      }
      return (Processor) point.getMessageProcessor();
    } catch (TransportNotSupportedException
        | InvalidArgumentException
        | ObjectInUseException
        | TooManyListenersException e) {
      throw new IllegalStateException("The SIP stack refused " + address, e);
    } finally {
      pendingSender = null;
    }
  }

  /**
   * The INVITE a CANCEL is for, by its branch (RFC 3261 9.2). The stack's own search walks through
   * all transactions, which at full load takes longer than the rest of the call.
   */
  @Override
  public SIPTransaction findCancelTransaction(SIPRequest cancel, boolean isServer) {
    // A CANCEL is told from its INVITE by the method alone.
    String id = cancel.getTransactionId().replaceFirst(":cancel", "");
    SIPTransaction found = findTransaction(id, isServer);
    return found != null && found.doesCancelMatchTransaction(cancel) ? found : null;
  }

  /** As the stack's own, less the second it sleeps and the thread it forgets. */
  @Override
  public void stopStack() {
    toExit = true;
    for (MessageProcessor processor : getMessageProcessors()) {
      removeMessageProcessor(processor);
    }
    if (getTimer() != null) {
      getTimer().stop();
    }
    clientTransactionTable.clear();
    serverTransactionTable.clear();
  }

  void close() {
    EventScanner scanner = getEventScanner();
    stop();
    if (scanner != null) {
      // It looks at its stop flag only between two events.
      scanner.addEvent(new EventWrapper(null, null));
    }
  }
}
