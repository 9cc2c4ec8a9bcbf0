package io.nagare.engine.queue;

/*
 * The padding is made of byte fields in parent classes. The JVM lays out the fields of a parent before those of a
 * child, and bytes leave no gap that a later field could fill. 128 bytes are two cache lines, because the adjacent-line
 * prefetcher fetches two.
 */

/**
 * Puts 128 bytes before the first field of a subclass, so that no other object shares the cache lines of its fields.
 */
public abstract class LeadingPadding {
    byte a00, a01, a02, a03, a04, a05, a06, a07;
    byte a10, a11, a12, a13, a14, a15, a16, a17;
    byte a20, a21, a22, a23, a24, a25, a26, a27;
    byte a30, a31, a32, a33, a34, a35, a36, a37;
    byte a40, a41, a42, a43, a44, a45, a46, a47;
    byte a50, a51, a52, a53, a54, a55, a56, a57;
    byte a60, a61, a62, a63, a64, a65, a66, a67;
    byte a70, a71, a72, a73, a74, a75, a76, a77;
    byte a80, a81, a82, a83, a84, a85, a86, a87;
    byte a90, a91, a92, a93, a94, a95, a96, a97;
    byte aa0, aa1, aa2, aa3, aa4, aa5, aa6, aa7;
    byte ab0, ab1, ab2, ab3, ab4, ab5, ab6, ab7;
    byte ac0, ac1, ac2, ac3, ac4, ac5, ac6, ac7;
    byte ad0, ad1, ad2, ad3, ad4, ad5, ad6, ad7;
    byte ae0, ae1, ae2, ae3, ae4, ae5, ae6, ae7;
    byte af0, af1, af2, af3, af4, af5, af6, af7;
}
