package io.jackfield.appliance.service;

import io.jackfield.appliance.Gateway;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The whole gateway in a process of its own, to be killed. */
public final class GatewayProcess {

  private GatewayProcess() {}

  /** The data folder; says where the core service's API is once it is ready. */
  public static void main(String[] arguments) throws Exception {
    Gateway gateway = Gateway.start(ServicesTest.config(Path.of(arguments[0])));
    System.out.println("core at " + gateway.api("core").get(0));
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
