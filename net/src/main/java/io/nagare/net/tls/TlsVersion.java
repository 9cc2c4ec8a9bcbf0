package io.nagare.net.tls;

/** The versions of TLS that are in use. Older ones are broken, and are not offered. */
public enum TlsVersion {
    /** RFC 5246. The end of one direction ends the other too. */
    TLS_1_2("TLSv1.2"),
    /** RFC 8446. */
    TLS_1_3("TLSv1.3");

    private final String standardName;

    TlsVersion(String standardName) {
        this.standardName = standardName;
    }

    /** The name in the JDK and in {@link TlsSession#protocol()}, such as "TLSv1.3". */
    public String standardName() {
        return standardName;
    }
}
