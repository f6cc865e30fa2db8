using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Runs once, before the first test of its class.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class SetupAttribute : Attribute
    {
    }
}
