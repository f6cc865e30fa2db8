namespace nanoFramework.Runtime.Native;

/// <summary>Called before a reboot.</summary>
public delegate void RebootEventHandler();
