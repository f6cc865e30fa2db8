namespace nanoFramework.Runtime.Native;

/// <summary>How to reboot.</summary>
public enum RebootOption
{
    /// <summary>All of it.</summary>
    NormalReboot = 0,

    /// <summary>Into the booter.</summary>
    EnterNanoBooter = 1,

    /// <summary>The runtime alone.</summary>
    ClrOnly = 2,

    /// <summary>Into the chip maker's booter.</summary>
    EnterProprietaryBooter = 8,
}
