package io.jackfield.appliance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** docs/architecture.md, "The house": which package may see which. */
@AnalyzeClasses(packages = "io.jackfield", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String GATEWAY = "io.jackfield.gateway..";
  private static final String TRANSPORT = "io.jackfield.signaling.transport..";
  private static final String SIP = "io.jackfield.signaling.sip..";
  private static final String API = "io.jackfield.signaling.api..";
  private static final String VERTO = "io.jackfield.signaling.verto..";
  private static final String MEDIA = "io.jackfield.media..";
  private static final String APPLIANCE = "io.jackfield.appliance..";

  @ArchTest
  static final ArchRule gatewaySeesNobody =
      noClasses()
          .that()
          .resideInAPackage(GATEWAY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              TRANSPORT,
              SIP,
              API,
              VERTO,
              MEDIA,
              APPLIANCE,
              "io.netty..",
              "com.fasterxml..",
              "javax.sip..");

  @ArchTest
  static final ArchRule gatewayHasNoSocketsAndNoFiles =
      noClasses()
          .that()
          .resideInAPackage(GATEWAY)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(Datagram|Server)?Socket|java\\.nio\\.channels\\..*|java\\.nio\\.file\\..*");

  @ArchTest
  static final ArchRule transportSeesTheGatewayAlone =
      noClasses()
          .that()
          .resideInAPackage(TRANSPORT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIP, API, VERTO, MEDIA, APPLIANCE);

  @ArchTest
  static final ArchRule protocolsDoNotSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage(SIP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, VERTO, MEDIA, APPLIANCE);

  @ArchTest
  static final ArchRule theApiSeesNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIP, VERTO, MEDIA, APPLIANCE);

  @ArchTest
  static final ArchRule vertoSeesNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage(VERTO)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIP, API, MEDIA, APPLIANCE);

  @ArchTest
  static final ArchRule enginesSeeNoSignalling =
      noClasses()
          .that()
          .resideInAPackage(MEDIA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.jackfield.signaling..", APPLIANCE);

  @ArchTest
  static final ArchRule nettyStaysInTransportAndEmbedded =
      noClasses()
          .that()
          .resideOutsideOfPackages(TRANSPORT, "io.jackfield.media.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule jainSipStaysInSip =
      noClasses()
          .that()
          .resideOutsideOfPackage(SIP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.sip..", "gov.nist..");

  @ArchTest
  static final ArchRule mediaLibrariesStayInEmbedded =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.jackfield.media.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.ice4j..", "org.jitsi..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule logbackStaysInTheLog =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.jackfield.appliance.log..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ch.qos.logback..");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule nobodyPrintsStackTraces =
      noClasses().should().callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule nobodyPrintsPastTheLog =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);
}
