# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
All metadata of the package, for pip and for colcon alike.

It stays in this file on purpose: colcon evaluates setup.py and does not read the metadata of
pyproject.toml or setup.cfg. What a robot needs at run time is in ``install_requires`` and has a
rosdep key in package.xml; everything else is an extra.
"""

from glob import glob
from pathlib import Path

from setuptools import find_packages
from setuptools import setup

NAME = 'snn_agent'
SHARE = f'share/{NAME}'
# colcon build --symlink-install runs a link to this file in a folder without the README
README = Path(__file__).resolve().parent / 'README.md'

EXTRAS = {
    # rclpy and messages without a ROS distribution: x86-64 Linux only (constraints.txt)
    'ros': [
        'ros-rclpy[fastrtps]',
        'ros-builtin-interfaces',
        'ros-diagnostic-msgs',
        'ros-lifecycle-msgs',
        'ros-rcl-interfaces',
        'ros-sensor-msgs',
        'ros-std-msgs',
        'ros-std-srvs',
    ],
    'data': ['scikit-learn>=1.0'],
    # studies of timesteps: search, many cores, a cluster, pictures
    'explore': ['distributed>=2023.1', 'joblib>=1.3', 'matplotlib>=3.5', 'optuna>=3.0'],
    'monitor': ['matplotlib>=3.5'],
    'train': ['torch>=2.0'],
    'test': ['hypothesis', 'mypy', 'pytest', 'pytest-timeout', 'ruff', 'types-PyYAML'],
}

setup(
    name=NAME,
    version='0.1.0',
    description='Spiking neural networks for ROS 2 robots, with timesteps that follow the battery',
    long_description=README.read_text(encoding='utf-8'),
    long_description_content_type='text/markdown',
    author='The snn_agent authors',
    author_email='maintainers@example.org',
    maintainer='The snn_agent authors',
    maintainer_email='maintainers@example.org',
    license='Apache-2.0',
    keywords=['ROS', 'spiking neural network', 'neuromorphic', 'energy', 'battery'],
    classifiers=[
        'Intended Audience :: Science/Research',
        'Operating System :: POSIX :: Linux',
        'Programming Language :: Python :: 3',
        'Topic :: Scientific/Engineering :: Artificial Intelligence',
    ],
    python_requires='>=3.10',
    packages=find_packages(include=[NAME, f'{NAME}.*']),
    package_data={NAME: ['py.typed', 'config/*.yaml', 'config/*/*.yaml']},
    zip_safe=False,
    install_requires=[
        'numpy>=1.21',
        'numba>=0.56',
        'opencv-python-headless>=4.5',
        'PyYAML>=5.4',
        'rich>=11',
    ],
    extras_require=EXTRAS,
    tests_require=['pytest'],
    data_files=[
        ('share/ament_index/resource_index/packages', [f'resource/{NAME}']),
        (SHARE, ['package.xml']),
        (f'{SHARE}/launch', sorted(glob('launch/*.launch.py'))),
        (f'{SHARE}/config', sorted(glob(f'{NAME}/config/*.yaml'))),
        (f'{SHARE}/config/cells', sorted(glob(f'{NAME}/config/cells/*.yaml'))),
        (f'{SHARE}/config/devices', sorted(glob(f'{NAME}/config/devices/*.yaml'))),
        # where `ros2 run` and `ros2 launch` look for executables
        (f'lib/{NAME}', sorted(glob('scripts/*_node'))),
    ],
    entry_points={'console_scripts': ['snn-agent = snn_agent.cli.main:main']},
)
