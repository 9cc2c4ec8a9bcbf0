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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes private keys of PEM texts: PKCS#8, also encrypted, PKCS#1 of RSA, and SEC1 of EC. Stateless; called on any
 * thread.
 */
final class PrivateKeys {

    /** What the JDK calls a scheme of PBES2. */
    private static final Pattern MODERN = Pattern.compile("PBEWithHmac(?<digest>SHA.+)AndAES_(?<bits>\\d+)");

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
        SecretKeyFactory factory;
        Cipher cipher;
        Matcher modern;
        try {
            info = new EncryptedPrivateKeyInfo(content);
            String algorithm = algorithm(info);
            modern = MODERN.matcher(algorithm);
            factory = SecretKeyFactory.getInstance(
                    modern.matches() ? "PBKDF2WithHmac" + modern.group("digest") : algorithm);
            cipher = Cipher.getInstance(modern.matches() ? "AES/CBC/PKCS5Padding" : algorithm);
        } catch (IOException failure) {
            throw new TlsMaterialException("the encrypted private key in " + where + " is damaged", failure);
        } catch (GeneralSecurityException failure) {
            throw new TlsMaterialException(
                    "the private key in " + where + " is encrypted in a way that this JDK does not know: "
                            + failure.getMessage(),
                    failure);
        }
        boolean ascii = isAscii(password);
        if (!modern.matches() && !ascii) {
            throw new TlsMaterialException("the private key in " + where + " is encrypted in an old way ("
                    + algorithm(info) + "), for which the JDK takes passwords of ASCII only, and this one has other"
                    + " characters; encrypt the key anew, with \"openssl pkcs8 -topk8 -v2 aes-256-cbc\"");
        }
        PrivateKey key = null;
        Exception cause = null;
        try {
            if (modern.matches()) {
                initModern(cipher, factory, info, Integer.parseInt(modern.group("bits")), password);
            } else {
                init(cipher, factory, info, password);
            }
            byte[] decrypted = cipher.doFinal(info.getEncryptedData());
            key = decodeOrNull(decrypted);
            Arrays.fill(decrypted, (byte) 0);
        } catch (GeneralSecurityException | IllegalArgumentException failure) {
            cause = failure;
        }
        if (key == null) {
            throw new TlsMaterialException("the password does not open the private key in " + where
                    + (ascii ? "" : "; its characters beyond ASCII count as UTF-8"), cause);
        }
        return key;
    }

    /**
     * PBES2. The JDK's own cipher for the whole scheme takes the lowest seven bits of each character in JDK 17.
     * Its PBKDF2 takes passwords as UTF-8, as OpenSSL does.
     */
    private static void initModern(
            Cipher cipher, SecretKeyFactory factory, EncryptedPrivateKeyInfo info, int bits, char[] password)
            throws GeneralSecurityException {
        PBEParameterSpec parameters = info.getAlgParameters().getParameterSpec(PBEParameterSpec.class);
        PBEKeySpec secret = new PBEKeySpec(password, parameters.getSalt(), parameters.getIterationCount(), bits);
        try {
            byte[] key = factory.generateSecret(secret).getEncoded();
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), parameters.getParameterSpec());
            Arrays.fill(key, (byte) 0);
        } finally {
            secret.clearPassword();
        }
    }

    /** PBES1, and the schemes of PKCS#12. */
    private static void init(Cipher cipher, SecretKeyFactory factory, EncryptedPrivateKeyInfo info, char[] password)
            throws GeneralSecurityException {
        PBEKeySpec secret = new PBEKeySpec(password);
        try {
            cipher.init(Cipher.DECRYPT_MODE, factory.generateSecret(secret), info.getAlgParameters());
        } finally {
            secret.clearPassword();
        }
    }

    private static boolean isAscii(char[] password) {
        for (char character : password) {
            if (character > 0x7F) {
                return false;
            }
        }
        return true;
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
