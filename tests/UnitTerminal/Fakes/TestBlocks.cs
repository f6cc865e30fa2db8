namespace Kiosk.Unit
{
    /// <summary>
    /// Key blocks with initial keys of the published base derivation keys, wrapped by a host. The protection key of the first ones is
    /// 89BAEFDC45762310FECD98AB32015467, in two components.
    /// </summary>
    public static class TestBlocks
    {
        /// <summary>First component. Check value 2090A6 (AES), 08D7B4 (TDES).</summary>
        public const string ComponentA = "0123456789ABCDEFFEDCBA9876543210";

        /// <summary>Second component. Check value AA4C03 (AES), 63DADF (TDES); that of the protection key A625FF, DC5D2A.</summary>
        public const string ComponentB = "8899AABBCCDDEEFF0011223344556677";

        /// <summary>AES-128 initial key of the bench, key id 1234567890123456. Its check value is 05EF45.</summary>
        public const string Bench =
            "D0176B1AX00N0200IK141234567890123456PB0C0000000041C7781E6F83894F02BCDF6FE5DE907E5DE8418FC474C1FC50A22D87DDDA1681FD55AF0EC5CE0B3F"
            + "9662B17CA7A6D46C4006F70C20730C6D1DC4BD2ECE7C5619";

        /// <summary>AES-128 initial key with key id 1234567890ABCDEF. Its check value is E75C85.</summary>
        public const string Second =
            "D0176B1AX00N0200IK141234567890ABCDEFPB0C0000000094EB7EE52EEC0905D9BD7FDCDC281219E29BFB396E7A038E92EB06B85500AA10535BD46264E991F8"
            + "EB86BA1BDCC54F4D9365A985183722A6A60D2FEAE9E2D7F0";

        /// <summary>The same key, exportable.</summary>
        public const string Exportable =
            "D0176B1AX00E0200IK141234567890ABCDEFPB0C000000005B02021F05C1D7D560A1FD08CFB9911D33E28BCE9D0F50FE3C1088EA7C149A2D91E77FF3CDC0AB69"
            + "D0D7B22BAE4DFBDEA6FA32E80DC5EE5DB305531BBD12EE03";

        /// <summary>AES-128 initial key with key id 12345678ABCDEF01 under the DUKPT update key of the bench's initial key. Its check value is 153EF6.</summary>
        public const string Update =
            "D0176B1AX00N0200IK1412345678ABCDEF01PB0C000000002BE7C64A82A71C01FEB3122CA63E760DC5037C43C048E852C021026D11B8BB5210DE8A09284A1141"
            + "D9ED748801FF2E1BC0D6FDEED83F249A0DD2C3BC2120919A";

        /// <summary>First component of an AES-256 protection key. Check value 9023AA.</summary>
        public const string LongComponentA = ComponentA + ComponentB;

        /// <summary>Second component of an AES-256 protection key. Check value 654C0C; that of the protection key is 5E260E.</summary>
        public const string LongComponentB = ComponentB + "1032547698BADCFEEFCDAB8967452301";

        /// <summary>AES-256 initial key of the published base derivation key, under that. Its check value is 3F43B9.</summary>
        public const string Long =
            "D0176B1AX00N0200IK141234567890123456PB0C00000000D889C53F01680B70F0D65FBDE407963F48F7096F90F3000A2ECBF8E98BA1CC81089F7D7724B3F7A9"
            + "5893A1C1FECC5BBBA825CADD5BB4372A3A31BC0BA47CC983";

        /// <summary>TDES initial key of the bench under the first protection key, TDES. Its check value is AF8C07.</summary>
        public const string Tdes =
            "B0120B1TX00N0100KS18FFFF9876543210E0000001E8AB16C9E70BF456F00416797FB2071F2325EABE007FE10D617CCB61E9B00FA9FC7A552A7C3BA0";

        /// <summary>The same under the first protection key, AES.</summary>
        public const string TdesUnderAes =
            "D0144B1TX00N0200KS18FFFF9876543210E00000PB08000018320B923918F9BB7CC668A8EE337A42513FAF3B165E0C591BF80EC25C547D2BFE976CB18AA18429"
            + "D93E7AF97BF1B7E0";
    }
}
