package io.nagare.net.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes private keys of PEM texts: PKCS#8, also encrypted, PKCS#1 of RSA, and SEC1 of EC. Stateless; called on any
 * thread.
 */
final class PrivateKeys {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /**
     * Returns the only private key of a text.
     *
     * @param password null if the key must not be encrypted
     * @param where names the text in messages
     */
    static PrivateKey parse(String text, char @Nullable [] password, String where) {
        List<Pem.Block> blocks = Pem.parse(text, where);
        List<Pem.Block> keys =
                blocks.stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
        if (keys.isEmpty()) {
            throw new TlsMaterialException("there is no private key in " + where + ": " + Pem.contents(text, blocks));
        }
        if (keys.size() > 1) {
            throw new TlsMaterialException(
                    "there are " + keys.size() + " private keys in " + where + "; leave the right one there");
        }
        return key(keys.get(0), password, where);
    }

    private static PrivateKey key(Pem.Block block, char @Nullable [] password, String where) {
        if (block.encrypted()) {
            throw new TlsMaterialException("the private key in " + where + " is encrypted in an old way of OpenSSL;"
                    + " make PKCS#8 of it, with \"openssl pkcs8 -topk8\"");
        }
        switch (block.label()) {
            case "PRIVATE KEY":
                return decode(block.content(), where);
            case "RSA PRIVATE KEY":
                return decode(Der.pkcs8OfRsa(block.content()), where);
            case "EC PRIVATE KEY":
                byte[] form = Der.pkcs8OfEc(block.content());
                if (form == null) {
                    throw new TlsMaterialException("the EC key in " + where + " is damaged or does not name its curve;"
                            + " make PKCS#8 of it, with \"openssl pkcs8 -topk8 -nocrypt\"");
                }
                return decode(form, where);
            case "ENCRYPTED PRIVATE KEY":
                if (password == null) {
                    throw new TlsMaterialException(
                            "the private key in " + where + " is encrypted, and no password was given");
                }
                return decrypt(block.content(), password, where);
            default:
                throw new TlsMaterialException("the private key in " + where + " has an unknown form, "
                        + block.label() + "; make PKCS#8 of it, with \"openssl pkcs8 -topk8\"");
        }
    }

    private static PrivateKey decode(byte[] pkcs8, String where) {
        PrivateKey key = decodeOrNull(pkcs8);
        if (key == null) {
            throw new TlsMaterialException("the private key in " + where
                    + " is damaged, or is no RSA, EC, Ed25519 or Ed448 key that this JDK knows");
        }
        return key;
    }

    private static @Nullable PrivateKey decodeOrNull(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException other) {
                // It is a key of another algorithm.
            } catch (NoSuchAlgorithmException missing) {
                // This JDK may do without some.
            }
        }
        return null;
    }

    private static PrivateKey decrypt(byte[] content, char[] password, String where) {
        EncryptedPrivateKeyInfo info;
        String algorithm;
        SecretKeyFactory factory;
        Cipher cipher;
        try {
            info = new EncryptedPrivateKeyInfo(content);
            algorithm = algorithm(info);
            factory = SecretKeyFactory.getInstance(algorithm);
            cipher = Cipher.getInstance(algorithm);
        } catch (IOException failure) {
            throw new TlsMaterialException("the encrypted private key in " + where + " is damaged", failure);
        } catch (GeneralSecurityException failure) {
            throw new TlsMaterialException(
                    "the private key in " + where + " is encrypted in a way that this JDK does not know: "
                            + failure.getMessage(),
                    failure);
        }
        PBEKeySpec secret = new PBEKeySpec(password);
        PrivateKey key = null;
        Exception cause = null;
        try {
            cipher.init(Cipher.DECRYPT_MODE, factory.generateSecret(secret), info.getAlgParameters());
            byte[] decrypted = cipher.doFinal(info.getEncryptedData());
            key = decodeOrNull(decrypted);
            Arrays.fill(decrypted, (byte) 0);
        } catch (GeneralSecurityException failure) {
            cause = failure;
        } finally {
            secret.clearPassword();
        }
        if (key == null) {
            throw new TlsMaterialException("the password does not open the private key in " + where, cause);
        }
        return key;
    }

    /** The name of a whole scheme: PBES2 says only in its parameters which one it is. */
    private static String algorithm(EncryptedPrivateKeyInfo info) {
        AlgorithmParameters parameters = info.getAlgParameters();
        String name = info.getAlgName();
        boolean inParameters = name.equals("PBES2") || name.equals("1.2.840.113549.1.5.13");
        return parameters != null && inParameters ? parameters.toString() : name;
    }

    /** Returns whether the two keys are a pair. */
    static boolean areOne(PrivateKey key, PublicKey publicKey) {
        if (key instanceof RSAKey own && publicKey instanceof RSAKey other) {
            return own.getModulus().equals(other.getModulus());
        }
        if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        String scheme = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
        byte[] message = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(scheme);
            signing.initSign(key);
            signing.update(message);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(scheme);
            verifying.initVerify(publicKey);
            verifying.update(message);
            return verifying.verify(signature);
        } catch (GeneralSecurityException failure) {
            return false;
        }
    }
}
