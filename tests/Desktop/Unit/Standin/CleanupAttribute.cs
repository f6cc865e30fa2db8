using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Runs once, after the last test of its class.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class CleanupAttribute : Attribute
    {
    }
}
