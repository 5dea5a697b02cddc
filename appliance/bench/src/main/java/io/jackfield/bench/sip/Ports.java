package io.jackfield.bench.sip;

/**
 * Every port a run uses, all at one loopback address.
 *
 * @param first of the range
 * @param count size of the range: both servers' media divide what the signalling leaves
 */
record Ports(int first, int count) {

  /** An address of the loopback network that nothing else on the machine is likely to use. */
  static final String HOST = "127.9.0.1";

  private static final int SIGNALLING = 100;

  Ports {
    if (count < 1000 || first < 1024 || first + count > 65_536) {
      throw new IllegalArgumentException("ports " + first + " and " + count + " after: too few");
    }
  }

  int gatewaySip() {
    return first;
  }

  int gatewayHttp() {
    return first + 1;
  }

  int gatewayWebRtc() {
    return first + 2;
  }

  int gatewayCallee() {
    return first + 3;
  }

  int kamailioSip() {
    return first + 10;
  }

  int rtpengineControl() {
    return first + 11;
  }

  int kamailioCallee() {
    return first + 12;
  }

  int caller() {
    return first + 20;
  }

  /** Where the callers' and callees' descriptions say their media is; nobody sends any. */
  int phonesMedia() {
    return first + 30;
  }

  int gatewayMediaFirst() {
    return first + SIGNALLING;
  }

  int gatewayMediaLast() {
    return first + SIGNALLING + (count - SIGNALLING) / 2 - 1;
  }

  int rtpengineMediaFirst() {
    return gatewayMediaLast() + 1;
  }

  int rtpengineMediaLast() {
    return first + count - 1;
  }
}
